"""All wording that people see, but for the pages' templates: administration, answers, commands, documents, pages and service, under one name."""

from assistant.messages.admin import *  # noqa: F403
from assistant.messages.answers import *  # noqa: F403
from assistant.messages.commands import *  # noqa: F403
from assistant.messages.documents import *  # noqa: F403
from assistant.messages.pages import *  # noqa: F403
from assistant.messages.service import *  # noqa: F403
