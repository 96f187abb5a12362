"""All wording that people see, but for the pages' templates, under one name; a module a kind of reader."""

from assistant.messages.admin import *  # noqa: F403
from assistant.messages.answers import *  # noqa: F403
from assistant.messages.commands import *  # noqa: F403
from assistant.messages.documents import *  # noqa: F403
from assistant.messages.pages import *  # noqa: F403
from assistant.messages.service import *  # noqa: F403
from assistant.messages.site import *  # noqa: F403
