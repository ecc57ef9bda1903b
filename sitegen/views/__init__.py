"""What pages are made of: for each page kind a frozen view and the function that makes its pages.

A view holds all that its template may show, with links already relative to the page; so a page's bytes depend on
its view, its template and nothing else.
"""
