"""Offline bundles: parts of the site that are whole in themselves, as folders, archives and updates of these.

A bundle is an `excerpt` of the directory, built with links to files, with what a reader must know of the copy inside.
`contents` makes its files in the store, `formats` writes them in the forms there are (`archive`, `folder`, `update`),
`listing` says what lies in a folder of bundles.
"""

from sitegen.bundles.budget import excess
from sitegen.bundles.contents import BundleError, Contents, Facts, Maker, contents, sums_in
from sitegen.bundles.formats import ALL, FOLDER, FORMATS, Written, possible, write
from sitegen.bundles.listing import Listed, check_listing, write_listing
from sitegen.bundles.wanted import Wanted, wanted

__all__ = [
    "ALL",
    "FOLDER",
    "FORMATS",
    "BundleError",
    "Contents",
    "Facts",
    "Listed",
    "Maker",
    "Wanted",
    "Written",
    "check_listing",
    "contents",
    "excess",
    "possible",
    "sums_in",
    "wanted",
    "write",
    "write_listing",
]
