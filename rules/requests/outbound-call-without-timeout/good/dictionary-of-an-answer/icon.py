import requests


def icon(client, url):
    try:
        answer = client.fetch(url)
        for element in answer.elements:
            if element.get("href"):
                return element
        return answer.headers.get("content-type")
    except requests.RequestException:
        return None
