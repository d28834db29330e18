"""Errors that a user can act on; each says what to do, none carries a path of this machine."""


class DisclosureError(Exception):
    """Base of every error that is shown to a user without a traceback."""


class UnreadableSourceError(DisclosureError):
    """The file cannot be read as a report: not a known form, damaged, encrypted or empty."""


class UnidentifiedReportError(DisclosureError):
    """The file was read, but its department or year could not be found in it."""


class AmountError(DisclosureError, ValueError):
    """A printed text is not a figure."""


class NotHeldError(DisclosureError):
    """A report, table or page that was asked for by its id is not in the corpus."""


class OutdatedCorpusError(DisclosureError):
    """The corpus on disk has another layout than this version reads and writes."""


class IndexMismatchError(DisclosureError):
    """The vector index was made by another model or from another state of the corpus."""
