import smtplib
from urllib.request import urlopen

import httpx
import urllib3
from openai import OpenAI

pool = urllib3.PoolManager()
answers = OpenAI(api_key="k")  # expect: outbound-call-without-timeout


def ask(url):
    pool.request("GET", url)  # expect: outbound-call-without-timeout
    httpx.get(url, timeout=None)  # expect: outbound-call-without-timeout
    return urlopen(url).read()  # expect: outbound-call-without-timeout


def send(host, message):
    with smtplib.SMTP(host, 25) as server:  # expect: outbound-call-without-timeout
        server.send_message(message)
