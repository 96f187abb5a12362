"""What an operator installs from: the lock file, container, unit and proxy hold together with the program."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from assistant.api.addresses import found
from assistant.api.settings import HttpSettings
from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
UNITS = sorted(DEPLOY.glob("*.service"))
UNIT_FILES = [*UNITS, *DEPLOY.glob("*.timer")]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; [^\n\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, Version]:
    return {canonical(name): Version(version) for name, version, _ in PINNED.findall(LOCK)}


def test_every_locked_package_has_its_hashes_and_nothing_else_is_in_the_file() -> None:
    others = [line for line in PINNED.sub("", LOCK).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert others == []
    assert len(pins()) > 100
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links|--trusted", re.sub(r"(?m)^#.*$", "", LOCK))


def test_the_lock_satisfies_what_the_project_asks_for() -> None:
    wanted = [Requirement(entry) for entry in PROJECT["dependencies"]]
    unmet = [
        str(requirement)
        for requirement in wanted
        if canonical(requirement.name) not in pins()
        or not requirement.specifier.contains(pins()[canonical(requirement.name)], prereleases=True)
    ]
    assert unmet == []
    assert len(wanted) > 20


def test_torch_is_locked_as_the_build_for_processors() -> None:
    assert pins()["torch"].local == "cpu"
    assert [name for name in pins() if "nvidia" in name or name.startswith("cuda") or name == "triton"] == []
    head = LOCK[: LOCK.index("==")]
    assert "+cpu" in head
    assert "make lock" in head


def _named(path: Path) -> set[str]:
    return set(re.findall(r"ASSISTANT_([A-Z_]+)", path.read_text("utf-8")))


@pytest.mark.parametrize(
    "path", [*sorted(path for path in DEPLOY.iterdir()), ROOT / "docs" / "operate.md"], ids=lambda path: path.name
)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = {name.upper() for settings in (Settings, HttpSettings) for name in settings.model_fields}
    assert _named(path) - known == set()


def test_the_values_of_the_settings_file_can_be_used() -> None:
    path = DEPLOY / "settings.env"
    assert len(_named(path)) >= 8
    settings, http = (kind(_env_file=path) for kind in (Settings, HttpSettings))  # type: ignore[call-arg]
    assert settings.workers == 2
    assert http.allowed_hosts == ("ask.example.gov.cn",)
    assert settings.host == "127.0.0.1"


def _is_served(path: str) -> bool:
    return found(path, "GET")[0] is not None


def _compose() -> dict[str, object]:
    service: dict[str, object] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]["assistant"]
    return service


def test_the_container_is_no_root_writes_nowhere_else_and_is_watched() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert int(re.findall(r"^USER (\d+)$", last, re.M)[-1]) > 0
    assert "HEALTHCHECK" in last
    assert re.findall(r'^ENTRYPOINT \["([\w-]+)"\]$', last, re.M) == list(PROJECT["scripts"])
    (data,) = re.findall(r"ASSISTANT_DATA_DIR=(\S+)", last)
    assert re.findall(r"^VOLUME (\S+)$", last, re.M) == [data]
    service = _compose()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    mounts = [str(volume).split(":")[1] for volume in service["volumes"]]  # type: ignore[attr-defined]
    assert data in mounts
    assert str(service["tmpfs"]).startswith("['/tmp:")
    assert all(str(port).startswith("127.0.0.1:") for port in service["ports"])  # type: ignore[attr-defined]


def test_what_the_container_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text("utf-8"), re.M)
    names = [name for line in copied for name in line.split()]
    assert {"corpus", "index", "assistant", "ui.py", "pyproject.toml", "requirements.lock"} <= set(names)
    assert [name for name in names if not (ROOT / name).exists()] == []
    sent = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").split()
    assert sorted(line.removeprefix("!") for line in sent if line.startswith("!")) == sorted(names)  # and no .venv, no data
    assert sent[0] == "*"


def test_what_looks_after_the_service_asks_addresses_that_exist() -> None:
    paths = {
        path
        for file in ("Containerfile", "compose.yaml", "nginx.conf")
        for path in re.findall(r"7860(/\w+)|location = (/\w+)", (DEPLOY / file).read_text("utf-8"))
    }
    flat = {part for pair in paths for part in pair if part}
    assert flat == {"/healthz", "/metrics"}
    assert all(map(_is_served, flat))


def _values(path: Path, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", path.read_text("utf-8"), re.M)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_fenced_in(path: Path) -> None:
    wanted = {"ProtectSystem": "strict", "NoNewPrivileges": "true", "PrivateTmp": "true", "ProtectHome": "true"}
    wanted |= {"CapabilityBoundingSet": "", "SystemCallFilter": "@system-service", "UMask": "0077"}
    assert {name: _values(path, name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert _values(path, "User") != ["root"]
    assert len(_values(path, "User")) == 1


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in UNIT_FILES:
        text = path.read_text("utf-8").replace("/opt/ip-policy-assistant/bin/ip-policy-assistant", "/bin/true")
        (tmp_path / path.name).write_text(text)
    command = ["systemd-analyze", "verify", *(str(tmp_path / path.name) for path in UNIT_FILES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert [line for line in done.stderr.splitlines() if str(tmp_path) in line or "ip-policy" in line] == []


def _statements(text: str) -> list[str]:
    """Return the statements of an nginx configuration; a block counts as one that ends in a brace. Raises where one is open."""
    stripped = re.sub(r"#.*", "", text)
    found = re.findall(r'\s*((?:"[^"]*"|[^;{}"])+[;{]|\})', stripped)
    assert "".join(re.split(r"\s+", "".join(found))) == "".join(re.split(r"\s+", stripped))
    depth = 0
    for statement in found:
        depth += statement.endswith("{") - (statement == "}")
        assert depth >= 0
    assert depth == 0
    return [" ".join(statement.split()) for statement in found]


def test_the_proxy_says_who_asks_and_holds_no_line_back() -> None:
    statements = _statements((DEPLOY / "nginx.conf").read_text("utf-8"))
    assert {
        "proxy_set_header Host $host;", "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;", "proxy_buffering off;", "ssl_protocols TLSv1.2 TLSv1.3;",
    } <= set(statements)  # fmt: skip
    assert f"server 127.0.0.1:{Settings.model_fields['port'].default};" in statements
    size = next(statement.split()[1].rstrip(";") for statement in statements if statement.startswith("client_max_body_size"))
    assert int(size.removesuffix("k")) * 1024 == HttpSettings.model_fields["max_body_bytes"].default


@pytest.mark.parametrize("text", ["a b\n}", "server { a b; ", "server { a b }", 'a "b;'])
def test_a_broken_configuration_is_seen(text: str) -> None:
    with pytest.raises(AssertionError):
        _statements(text)
