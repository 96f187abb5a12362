"""Errors of the assistant stage; every message is Chinese, names the problem and the next step."""


class AssistantError(Exception):
    """A question or a batch of questions cannot be processed as asked."""


class QuestionError(AssistantError):
    """The question is empty, too long, or holds no words."""


class BatchError(AssistantError):
    """A batch file is not in the form that it must have; names file and line."""


class FilterError(AssistantError):
    """A filter names a region or a date that there is none of."""
