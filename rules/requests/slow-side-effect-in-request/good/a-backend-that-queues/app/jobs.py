from celery import shared_task


@shared_task
def send_one(to, subject, body):
    pass
