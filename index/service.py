"""The service that searches, as the settings name it."""

from index import messages
from index.backend import SearchService
from index.errors import SettingsError
from index.settings import IndexSettings


def service_of(settings: IndexSettings) -> SearchService | None:
    """Return the service that the settings name, None where the process that answers searches by itself.

    Raises:
        SettingsError: its client is not installed, or its address is none.
    """
    if settings.search == "embedded":
        return None
    try:
        from index.milvus.service import Milvus  # its client is an extra, and takes half a second
    except ModuleNotFoundError as error:
        raise SettingsError(messages.NO_PYMILVUS) from error
    return Milvus(settings.milvus_uri, settings.milvus_token)
