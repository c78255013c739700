import pytest

from app import Event, app


@pytest.fixture
def events():
    with app.app_context():
        yield Event.query.all()
