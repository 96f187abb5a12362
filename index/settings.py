"""Settings of the index stage; environment variables ASSISTANT_…, or a .env file."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """What the index is built with."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    encoder: str = ""  # empty: the model that ships with the project; else a sentence-transformers name or folder
    encoder_url: str = ""  # base address of an OpenAI-compatible interface (…/v1) whose model ``encoder`` names
    encoder_key: str = ""
    encoder_query_prompt: str = ""  # instruction before a question, for models that want one (BGE, Qwen3-Embedding)
    encoder_document_prompt: str = ""
