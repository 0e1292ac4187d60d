import pytest

from tests.catalogue.lists import Desk


@pytest.fixture
def desk(visit):
    """desk('coordinator') stands at the import pages."""
    return lambda who: Desk(visit(who))
