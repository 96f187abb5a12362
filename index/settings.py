"""Settings of the index stage; environment variables ASSISTANT_…, or a .env file."""

from pathlib import Path
from typing import Any, Literal

import pydantic_settings
from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index import messages
from index.errors import SettingsError

PREFIX = "ASSISTANT_"


class CheckedSettings(BaseSettings):
    """Settings of the environment; what cannot be used is told in one sentence that names it, not in a trace."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    def __init__(self, **values: Any) -> None:
        """Read the settings; ``values`` come before the environment.

        Raises:
            SettingsError: a value is none that the setting may have.
        """
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = PREFIX + str(first["loc"][0]).upper()
            raise SettingsError(messages.BAD_SETTING.format(name=name, value=first["input"])) from error
        except pydantic_settings.SettingsError as error:  # a list that is no JSON
            raise SettingsError(messages.BAD_LIST.format(error=error)) from error


class IndexSettings(CheckedSettings):
    """What the index is built with."""

    profile: str = ""  # of the office: one of assistant/profiles, or the path of another; empty: by what is registered
    data_dir: Path = Path("data")
    encoder: str = ""  # empty: the model that ships with the project; else a sentence-transformers name or folder
    encoder_url: str = ""  # base address of an OpenAI-compatible interface (…/v1) whose model ``encoder`` names
    encoder_key: str = ""
    encoder_query_prompt: str = ""  # instruction before a question, for models that want one (BGE, Qwen3-Embedding)
    encoder_document_prompt: str = ""
    search: Literal["embedded", "milvus"] = "embedded"  # the engine: in the process that answers, or on a Milvus cluster
    milvus_uri: str = "http://127.0.0.1:19530"
    milvus_token: str = ""  # user:password, or a key

    @property
    def banks(self) -> Path | None:
        """The folder of the question banks that the profile holds, None where it holds none."""
        path = Path(self.profile)
        folder = (path if path.is_dir() else path.parent) / "questions"
        return folder if self.profile and folder.is_dir() else None
