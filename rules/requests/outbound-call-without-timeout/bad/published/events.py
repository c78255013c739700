from google.cloud import pubsub_v1


def publish(topic, message):
    client = pubsub_v1.PublisherClient()
    future = client.publish(topic, message)
    return future.result()  # expect: outbound-call-without-timeout
