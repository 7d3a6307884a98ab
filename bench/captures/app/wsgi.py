"""The application behind WSGI: bare, in Flask or in Django."""
import time

from orders import Order
from record import PLAN


def order_of(environ):
    def header(name):
        return environ.get("HTTP_" + name.upper().replace("-", "_"))

    return Order(environ["REQUEST_METHOD"], environ["PATH_INFO"], environ.get("QUERY_STRING", ""), header)


def answer(environ):
    order = environ["capture.order"]
    time.sleep(order.wait)
    order.works()
    return "done\n"


def bare(environ, start_response):
    body = answer(environ).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def in_flask():
    from flask import Flask, request

    shop = Flask("shop")

    @shop.route("/", defaults={"path": ""}, methods=["GET", "POST"])
    @shop.route("/<path:path>", methods=["GET", "POST"])
    def view(path):
        return answer(request.environ)

    return shop


def in_django():
    import sys

    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import re_path

    settings.configure(
        ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="capture", LOGGING_CONFIG=None, MIDDLEWARE=[], USE_TZ=True,
        TIME_ZONE=PLAN["zone"],
    )
    module = sys.modules[__name__]
    module.urlpatterns = [re_path(".*", lambda request: HttpResponse(answer(request.environ)))]
    return get_wsgi_application()


served = {"bare": lambda: bare, "flask": in_flask, "django": in_django}[PLAN["framework"]]()


def application(environ, start_response):
    order = environ["capture.order"] = order_of(environ)
    seen = []

    def starting(status, headers, *more):
        seen.append(int(status[:3]))
        return start_response(status, headers, *more)

    order.starts()
    try:
        result = list(served(environ, starting))
    except BaseException as error:
        order.fails(error)
        raise
    order.ends(seen[0])
    return result
