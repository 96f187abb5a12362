"""The profile of an office: what the pages and messages say of the place, the subject and whom to ask."""

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant import messages
from assistant.errors import ProfileError

FOLDER = Path(__file__).parent / "profiles"
FILE = "profile.toml"
BUILT_IN = "xiangyang_ip"


class Profile(BaseModel):
    """An office as its readers meet it; ``profiles/xiangyang_ip/profile.toml`` says what each field is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    region: str = ""
    home_document: str = ""
    contact: str = Field(min_length=1)
    examples: tuple[str, ...] = Field(min_length=1)
    starters: dict[str, tuple[str, ...]] = Field(min_length=1)


@lru_cache(maxsize=8)
def load_profile(name: str = BUILT_IN) -> Profile:
    """Return a profile.

    Args:
        name: of one that ships with the project, or the path of a file or of the folder that holds it.

    Raises:
        ProfileError: there is none, or it is not in the form that it must have.
    """
    path = FOLDER / name / FILE if (FOLDER / name / FILE).is_file() else Path(name)
    path = path / FILE if path.is_dir() else path
    try:
        return Profile.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError:
        raise ProfileError(messages.NO_PROFILE.format(name=name)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(messages.BAD_PROFILE.format(path=path, problem=error)) from None
    except ValidationError as error:
        fields = messages.AND.join(".".join(map(str, problem["loc"])) for problem in error.errors())
        raise ProfileError(messages.BAD_PROFILE_FIELDS.format(path=path, fields=fields)) from None
