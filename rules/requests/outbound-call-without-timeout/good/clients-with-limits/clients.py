import smtplib
from urllib.request import urlopen

import httpx
import urllib3
from openai import OpenAI

pool = urllib3.PoolManager(timeout=3)
answers = OpenAI(api_key="k", timeout=20)


def ask(url):
    pool.request("GET", url)
    with httpx.Client() as client:
        client.get(url)
    httpx.get(url)
    return urlopen(url, None, 5).read()


def send(host, message):
    with smtplib.SMTP(host, 25, None, 10) as server:
        server.send_message(message)
