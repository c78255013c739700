import os, json
import requests  # the only HTTP client here


def notify(event):
    # expect: outbound-call-without-timeout
    requests.post(
        os.environ["HOOK_URL"],
        data=json.dumps({"event": event, "factor": 2 * 3}),
        headers={"Content-Type": "application/json"},
    )
    return requests.request("DELETE", event.url).ok  # expect: outbound-call-without-timeout
