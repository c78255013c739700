import requests


def test_rates(server):
    assert requests.get(server.url + "/rates").ok
