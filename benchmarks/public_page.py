"""How fast a resident gets the page of a consultation, against a bare Flask view that sends the same bytes.

The ceiling does nothing: no database, no template. The second line is the same page asked for again with its tag.
"""

from flask import Flask
from ground import demonstration, per_second, report

PAGE = "/k/roczny-program-wspolpracy-z-organizacjami-pozarzadowymi"


def main() -> None:
    """Measure and print."""
    with demonstration() as app:
        client = app.test_client(use_cookies=False)
        answer = client.get(PAGE)
        if answer.status_code != 200:
            raise SystemExit(f"{PAGE} answers {answer.status}")
        body, tag = answer.data, answer.headers["ETag"]
        bare = Flask("bare")
        bare.add_url_rule(PAGE, "page", lambda: body)
        ceiling = bare.test_client(use_cookies=False)
        bare_speed = per_second(lambda: ceiling.get(PAGE))
        report("page of a consultation", per_second(lambda: client.get(PAGE)), bare_speed)
        again = per_second(lambda: client.get(PAGE, headers={"If-None-Match": tag}))
        report("the same, not modified", again, bare_speed)


if __name__ == "__main__":
    main()
