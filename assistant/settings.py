"""Settings of the assistant; environment variables ASSISTANT_…, or a .env file."""

from functools import lru_cache
from typing import Any, Literal

from pydantic import Field

from assistant.profile import Profile, office_of
from index.settings import IndexSettings


class Settings(IndexSettings):
    """What an operator may set. No setting holds a fact that the documents do not state, but contact and place."""

    # the next three are those of the profile unless they are set
    home_region: str = Field(default_factory=lambda given: _office(given).region)  # whose documents come first
    home_document: str = Field(default_factory=lambda given: _office(given).home_document)  # what 规划 alone means
    contact: str = Field(default_factory=lambda given: _office(given).contact)
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    workers: int = Field(1, ge=1, le=64)  # processes that answer, about one a core; more than one on Linux and macOS only
    embed_origins: tuple[str, ...] = ()  # sites that may embed the widget; empty: this site alone
    max_question_chars: int = Field(1000, ge=50, le=5000)
    log_days: int = Field(400, ge=365)  # access logs are kept for at least a year
    question_days: int = Field(180, ge=1)  # after that, what readers wrote is taken out of the logs; the rows stay
    admin_password_hash: str = ""  # of the officer admin, as argon2 writes it; others by python ui.py admin-password
    reading: bool = True  # whether the shipped reading model reads the best hits
    reranker: str = ""  # a cross-encoder of sentence-transformers; empty: none
    reranker_depth: int = Field(20, ge=2, le=100)
    llm_model: str = ""  # empty: no language model is called
    llm_provider: str = "openai"
    llm_base_url: str = ""
    llm_api_key: str = ""
    llm_timeout: float = Field(20.0, gt=0, le=120)  # seconds for the whole answer
    llm_at_once: int = Field(4, ge=1, le=64)  # questions that wait for the model at one time; further ones get their quotes
    llm_max_chars: int = Field(1200, ge=100, le=8000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def office(self) -> Profile:
        """The profile that is set, what it leaves out filled in from what is registered."""
        return office_of(self.profile, self.data_dir)


def _office(given: dict[str, Any]) -> Profile:
    return office_of(given["profile"], given["data_dir"])


@lru_cache(maxsize=1)
def default_settings() -> Settings:
    """Return the settings of the process."""
    return Settings()
