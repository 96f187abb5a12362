"""Errors of the assistant stage; every message is Chinese, names the problem and the next step."""


class AssistantError(Exception):
    """A question or a batch of questions cannot be processed as asked."""


class QuestionError(AssistantError):
    """The question is empty, too long, or holds no words."""


class BatchError(AssistantError):
    """A batch file is not in the form that it must have; names file and line."""


class FilterError(AssistantError):
    """A search is limited to something that does not exist: an unknown document or region, no date, no number of hits."""


class UnavailableError(AssistantError):
    """No question can be answered for now, since the service that searches does not answer; the next one may be."""


class ProfileError(AssistantError):
    """The profile of the office is missing or not in the form that it must have."""


class NothingLeftError(AssistantError):
    """Every document of the index was removed: there is nothing to answer from."""


class BackupError(AssistantError):
    """A backup cannot be taken or restored: foreign, damaged, or the disk cannot be written."""


class KeptError(AssistantError):
    """A file of what officers have set cannot be read or written."""


class AdminError(AssistantError):
    """What an officer has typed cannot be taken as it is."""
