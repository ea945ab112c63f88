"""Troubles are made in real houses: those of the tests of jobs and of acquisition."""

from tests.integration.acquisition.conftest import archive, client, fake, scene
from tests.integration.jobs.conftest import clock

__all__ = ["archive", "client", "clock", "fake", "scene"]
