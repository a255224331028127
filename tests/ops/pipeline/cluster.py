"""A Flink cluster as its REST interface shows it: each job is a row of what a test wants it to be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class FakeJob:
    """A job; one whose tasks do not run writes no savepoint, and fails with `trace`."""

    name: str
    state: str = "RUNNING"
    tasks: str = "RUNNING"
    completed: int = 1
    trace: str = ""

    @property
    def id(self) -> str:
        """The job's id, out of its name."""
        return self.name.replace(" ", "-")


@dataclass
class FakeCluster:
    """The jobs, and the calls that changed something."""

    jobs: tuple[FakeJob, ...]
    changes: list[str] = field(default_factory=list)

    def answer(self, method: str, path: str) -> object:
        """What Flink says."""
        place = path.partition("?")[0]
        if method != "GET":
            self.changes.append(f"{method} {place}")
        if place == "/overview":
            return {"slots-available": 4}
        if place == "/jobs/overview":
            return {"jobs": [{"jid": job.id, "name": job.name, "state": job.state} for job in self.jobs]}
        job = next(job for job in self.jobs if job.id == place.split("/")[2])
        return self._of_job(job, method, place.partition(job.id)[2])

    def _of_job(self, job: FakeJob, method: str, place: str) -> object:
        match method, place:
            case "PATCH", _:
                job.state = "CANCELED"
                return {}
            case "POST", "/stop":
                job.state = "FINISHED"
                return {"request-id": "r"}
            case "POST", _:
                return {"request-id": "r"}
            case _, "/checkpoints":
                return {"counts": {"completed": job.completed}}
            case _, "/exceptions":
                return {"exceptionHistory": {"entries": [{"stacktrace": job.trace}] if job.trace else []}}
            case _, "/savepoints/r":
                return {"status": {"id": "COMPLETED"}, "operation": {"location": f"file:/{job.id}"}}
            case _:
                return {"state": job.state, "status-counts": {job.tasks: 2}}


@contextmanager
def served(cluster: FakeCluster) -> Iterator[str]:
    """The address of `cluster`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.dumps(cluster.answer(self.command, self.path)).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PATCH = do_GET  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
