import redis
from celery import Celery

url = "redis://queue:6379"
tasks = Celery("app", broker=url + "/0", backend=url)  # expect: outbound-call-without-timeout
counters = redis.Redis(host="queue")  # expect: outbound-call-without-timeout
