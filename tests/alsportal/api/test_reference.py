"""The API for people: all of its description, readable without script."""

import json
import re

from alsportal.api import openapi, reference


def test_every_address_and_every_shape_stands_on_the_page(client, db):
    html = client.get("/api/docs/").content.decode()
    description = json.loads(openapi.text())
    for path in description["paths"]:
        assert f"<code>GET {path}</code>" in html
    for name in description["components"]["schemas"]:
        assert f'id="shape-{name}"' in html


def test_every_link_on_the_page_leads_somewhere(client, db):
    html = client.get("/api/docs/").content.decode()
    anchors = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors
    for url in set(re.findall(r'href="(/api/[^"]+)"', html)):
        assert client.get(url.replace("&amp;", "&")).status_code in (200, 404), url


def test_parameters_say_what_they_allow(client, db):
    html = client.get("/api/docs/").content.decode()
    assert "<code>antisense</code>" in html
    assert "integer 1–200 else 50" in html


def test_no_text_of_the_description_is_markup():
    assert reference.marked("a `<b>` & <i>") == "a <code>&lt;b&gt;</code> &amp; &lt;i&gt;"


def test_it_is_kept_and_takes_no_parameters(client, db, kept_answers):
    tag = client.get("/api/docs/")["ETag"]
    assert client.get("/api/docs/", headers={"if-none-match": tag}).status_code == 304
    assert client.get("/api/docs/?x=1").status_code == 400
    assert client.post("/api/docs/").status_code == 405


def test_the_footer_leads_there(client, db):
    assert 'href="/api/docs/"' in client.get("/privacy/").content.decode()
