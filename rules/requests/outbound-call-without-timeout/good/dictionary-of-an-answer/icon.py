import requests


def icon(client, url):
    try:
        answer = client.fetch(url)
        return answer.headers.get("content-type")
    except requests.RequestException:
        return None
