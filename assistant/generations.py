"""The corpus as it changes: each generation is an assistant over one index with its texts; a service goes from one to the next.

Looking costs two stats. A new index is opened beside the one in use and takes its place as a whole. A document that was
removed, or whose text is no longer the one that was registered, is taken out at once, in memory; a document that was
added or replaced comes with the next index, which is built by a process of its own.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import index
from assistant import messages
from assistant.diagnostics import told_building
from assistant.errors import NothingLeftError
from assistant.pipeline import Assistant
from assistant.settings import Settings, default_settings
from corpus.database import Stamp
from corpus.registry import Registry
from index.building import is_building
from index.checks import Check
from index.encoder import Encoder, load_encoder
from index.errors import DamagedIndexError, StaleIndexError
from index.segment import default_segmenter
from index.service import service_of
from index.settings import PREFIX, IndexSettings
from index.store import POINTER, Opened, build_index, changed_since, open_current
from index.subset import without

QUIET = 2.0  # seconds without another change before a build begins: a folder of documents is registered one by one
FIRST_RETRY, LAST_RETRY = 30.0, 3600.0  # seconds to the next try after a build that failed
log = logging.getLogger(__name__)


class Builder:
    """Builds the index in a process of its own, at low priority; one that is killed or fails is tried again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None
        self._pause, self._not_before = FIRST_RETRY, 0.0

    def wish(self) -> None:
        """Begin at once where nothing runs: the documents have changed, so what failed before may succeed."""
        self._pause, self._not_before = FIRST_RETRY, 0.0

    def tend(self, now: float) -> None:
        """Start a build where none runs and none has failed just now."""
        if self._process is not None or now < self._not_before or is_building(self._settings.data_dir / "index"):
            return
        given = {PREFIX + name.upper(): str(getattr(self._settings, name)) for name in IndexSettings.model_fields}
        path = os.pathsep.join(filter(None, (str(Path(index.__file__).parents[1]), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-m", "index", "build", "--low-priority"]
        self._process = subprocess.Popen(
            command, env=os.environ | given | {"PYTHONPATH": path}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        log.info(messages.BUILD_STARTED)

    def ended(self, now: float) -> None:
        """Say why a build failed, and when it is tried again."""
        if self._process is None or self._process.poll() is None:
            return
        said = self._process.communicate()[1].strip().split("\n")[-1]
        if self._process.returncode:
            log.error(messages.BUILD_FAILED.format(error=said or self._process.returncode, seconds=self._pause))
            self._not_before, self._pause = now + self._pause, min(self._pause * 2, LAST_RETRY)
        self._process = None


class Generations:
    """Opens assistants over one data folder; used by one thread at a time.

    Args:
        settings: those of the process where it is None.
        encoder: the embedding model; the one that the settings name where it is None.
        builds: whether this process sees to it that the index follows the registry; of several, one does.
    """

    def __init__(self, settings: Settings | None = None, encoder: Encoder | None = None, *, builds: bool = True) -> None:
        self.settings = settings or default_settings()
        self.registry = Registry(self.settings.data_dir)
        self._encoder, self._banks = encoder, self.settings.banks
        self._service = service_of(self.settings)
        self._builder = Builder(self.settings) if builds else None
        self._seen: tuple[str, Stamp | None] | None = None
        self._held: tuple[str, frozenset[str]] | None = None  # index and withdrawn documents of the newest generation
        self._stale_since: float | None = None
        self._check: Check | None = None  # of the files of the newest generation

    @property
    def encoder(self) -> Encoder:
        """The embedding model, loaded at the first use and shared by all generations."""
        self._encoder = self._encoder or load_encoder(self.settings)
        return self._encoder

    def open(self) -> Assistant:
        """Return the first assistant; an index that is missing, damaged or behind is built first.

        Where a stored text is not the one that was registered there can be no build: a sound index of before, which has
        texts of its own, is taken without that document.

        Raises:
            SearchIndexError: there is no index that can be used, and none can be built.
            CorpusError: the registry is lost, damaged, or holds a text that is not the registered one, with no index before.
        """
        seen, (left, all_sound) = self._look(), self.registry.sound_ids()
        try:
            opened = self._current(behind=not all_sound)
        except (StaleIndexError, DamagedIndexError) as error:
            told_building(error)
            build_index(self.registry, self.encoder, default_segmenter(), office=self._banks, service=self._service)
            opened = self._current(behind=True)
        self._seen = seen
        return self._assistant(opened, left)

    def newer(self) -> Assistant | None:
        """Return the assistant of what lies on the disk by now, None where that has not changed.

        Raises:
            CorpusError: the registry is lost or damaged; what is in use may stay so.
            SearchIndexError: the new index cannot be used, or the one in use was found damaged; likewise. Or no question can be
                answered now, since the service that searches is away.
            NothingLeftError: every document was removed; what is in use must go.
        """
        if self._service is not None:
            self._service.check()
        now, seen = time.monotonic(), self._look()
        if seen != self._seen:
            left, _ = self.registry.sound_ids()
            self._seen, self._stale_since = seen, now if self._is_behind() else None
            if self._builder is not None:
                self._builder.wish()
            return self._changed(left)
        if self._check is not None and self._check.damage is not None:  # found in the background: see ``index.checks``
            damage, self._check, self._stale_since = self._check.damage, None, now
            raise damage
        if self._builder is not None:
            self._builder.ended(now)
            if self._stale_since is not None and now - self._stale_since >= QUIET:
                self._builder.tend(now)
        return None

    def _is_behind(self) -> bool:
        """Whether the index in use is of other documents than are registered; one of another program is left alone."""
        changed = changed_since(self.registry, self.encoder, self._banks)
        return bool(changed) and set(changed) <= {"corpus", "questions"}

    def _current(self, *, behind: bool) -> Opened:
        return open_current(self.registry, self.encoder, behind=behind, office=self._banks, service=self._service)

    def _look(self) -> tuple[str, Stamp | None]:
        """Return what changes with the registry and with the index in use."""
        try:
            pointer = (self.settings.data_dir / "index" / POINTER).read_text("utf-8", errors="replace").strip()
        except OSError:
            pointer = ""
        return pointer, self.registry.stamp()

    def _changed(self, left: frozenset[str]) -> Assistant | None:
        try:
            opened = self._current(behind=True)
        except DamagedIndexError:
            self._stale_since = time.monotonic()
            raise
        withdrawn = opened.ids() - left
        return None if (opened.name, withdrawn) == self._held else self._assistant(opened, left)

    def _assistant(self, opened: Opened, left: frozenset[str]) -> Assistant:
        """Return the assistant over an index without the documents that are not ``left``."""
        units, arrays, withdrawn = opened.units, opened.arrays, opened.ids() - left
        if withdrawn == opened.ids():
            raise NothingLeftError(messages.NOTHING_LEFT)
        if withdrawn:
            log.warning(messages.WITHDRAWN.format(ids="、".join(sorted(withdrawn))))
            units, arrays = without(units, arrays, withdrawn)
        assistant = Assistant.of(self.settings, self.registry, self.encoder, units, arrays)
        assistant.warm()
        self._held, self._check = (opened.name, withdrawn), opened.check
        if self._builder is not None:  # of several processes one asks the documents what they answer
            threading.Thread(target=assistant.suggest, daemon=True).start()
        return assistant
