"""The application behind ASGI: bare or in Starlette."""
import asyncio

from orders import Order
from record import PLAN


def order_of(scope):
    headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
    return Order(scope["method"], scope["path"], scope["query_string"].decode(), lambda name: headers.get(name.lower()))


async def answer(order):
    await asyncio.sleep(order.wait)
    order.works()
    return "done\n"


async def bare(scope, receive, send):
    body = (await answer(scope["capture.order"])).encode()
    headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def in_starlette():
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def view(request):
        return PlainTextResponse(await answer(request.scope["capture.order"]))

    return Starlette(routes=[Route("/{path:path}", view, methods=["GET", "POST"])])


served = {"bare": lambda: bare, "starlette": in_starlette}[PLAN["framework"]]()


async def application(scope, receive, send):
    if scope["type"] != "http":
        return await lifespan(receive, send)
    order = scope["capture.order"] = order_of(scope)
    order.starts()
    try:
        await served(scope, receive, send)
    except asyncio.CancelledError:
        order.ends(499)
        raise
    except BaseException as error:
        order.fails(error)
        raise
    order.ends(200)


async def lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
