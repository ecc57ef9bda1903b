"""Offline bundles: parts of the site that are whole in themselves, as folders, archives and updates of these.

A bundle is an `excerpt` of the directory, built with links to files, with what a reader must know of the copy inside.
`contents` makes its files in the store, `archive` and `folder` carry them, `update` holds what changed since another
one, `listing` says what lies in a folder of bundles.
"""

from sitegen.bundles.archive import write_archive
from sitegen.bundles.contents import BundleError, Contents, contents, sums_in
from sitegen.bundles.folder import Copied, write_folder
from sitegen.bundles.listing import Listed, listed, write_listing
from sitegen.bundles.update import write_update
from sitegen.bundles.wanted import Wanted, wanted

__all__ = [
    "BundleError",
    "Contents",
    "Copied",
    "Listed",
    "Wanted",
    "contents",
    "listed",
    "sums_in",
    "wanted",
    "write_archive",
    "write_folder",
    "write_listing",
    "write_update",
]
