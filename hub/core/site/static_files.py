"""Storage of static files: names with a fingerprint, in style sheets and in modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Storage that also writes the fingerprints of the modules that a script imports.

    Without it, a new script may import a module of the former version, kept by the browser.
    """

    support_js_module_import_aggregation = True
