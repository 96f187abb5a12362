"""Settings of the assistant; environment variables ASSISTANT_…, or a .env file."""

from functools import lru_cache
from typing import Literal

from pydantic import Field

from index.settings import IndexSettings


class Settings(IndexSettings):
    """What an operator may set. No setting holds a fact that the documents do not state, but contact and place."""

    home_region: str = "襄阳"  # whose documents come first when a question names no place
    home_document: str = "xiangyang_ip_145"  # what 规划 means where no other document is named
    contact: str = "襄阳市市场监督管理局（知识产权局）；全国热线 12345、12315"
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=1, le=65535)
    embed_origins: tuple[str, ...] = ()  # sites that may embed the widget; empty: this site alone
    max_question_chars: int = Field(1000, ge=50, le=5000)
    log_days: int = Field(400, ge=365)  # access logs are kept for at least a year
    reading: bool = True  # whether the shipped reading model reads the best hits
    reranker: str = ""  # a cross-encoder of sentence-transformers; empty: none
    reranker_depth: int = Field(20, ge=2, le=100)
    llm_model: str = ""  # empty: no language model is called
    llm_provider: str = "openai"
    llm_base_url: str = ""
    llm_api_key: str = ""
    llm_timeout: float = Field(20.0, gt=0, le=120)  # seconds for the whole answer
    llm_max_chars: int = Field(1200, ge=100, le=8000)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


@lru_cache(maxsize=1)
def default_settings() -> Settings:
    """Return the settings of the process."""
    return Settings()
