"""Celery tasks on a broker that is a folder."""
import time

from celery import Celery

app = Celery("shop", broker="filesystem://")
app.conf.broker_transport_options = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}


@app.task(name="shop.hang")
def hang():
    time.sleep(60)
