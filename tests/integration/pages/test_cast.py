"""The page of the cast: one entry for each person, initials where there is no portrait, and the makers by their roles."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from monarr.db.models import AssetBlob, CreditRow, Person
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.pages.conftest import People

SHA = "ab" * 32


def take_part(scene: Scene, film: int) -> None:
    """Three people: two play, one of them twice, and one has made it."""

    def write(c: Connection) -> None:
        blob = {
            "sha256": SHA, "extension": "webp", "mime": "image/webp", "size_bytes": 1, "width": 632, "height": 948,
            "dominant_color": "#302820", "created_at": NOW, "last_used_at": NOW,
        }  # fmt: skip
        blob_id = c.execute(insert(AssetBlob).returning(AssetBlob.id), blob).scalar_one()
        people = [("Halina Reijn", blob_id), ("Thom Hoff<b>man", None), ("Colin Levy", None)]
        ids = [
            c.execute(insert(Person).returning(Person.id), {"name": name, "image_blob_id": kept}).scalar_one()
            for name, kept in people
        ]
        rows = [(0, "actor", "Sintel", 0), (1, "actor", "Shaman", 1), (1, "actor", "Guard", 2), (2, "director", "", 0)]
        for who, role, character, position in rows:
            values = {"person_id": ids[who], "role": role, "character": character, "position": position}
            c.execute(insert(CreditRow), {"item_id": film, **values})

    scene.db.write_now(write)


async def test_the_cast_has_portraits_initials_characters_and_makers(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    take_part(scene, film)
    for visitor in (people.ada, people.ben):
        page = (await visitor.get(f"/title/{film}/cast")).text
        assert f"/art/{SHA}.webp?w=160" in page and "Shaman / Guard" in page
        assert ">TH</span>" in page and "Thom Hoff&lt;b&gt;man" in page
        assert "<dt>Director</dt><dd>Colin Levy</dd>" in page
        assert f'href="/title/{film}/cast"' in (await visitor.get(f"/title/{film}")).text


async def test_the_api_lists_everybody_with_role_and_portrait(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    take_part(scene, film)
    parts = (await people.ada.client.get(f"/api/v1/titles/{film}/credits")).json()
    assert [(one["role"], one["character"]) for one in parts] == [
        ("actor", "Sintel"), ("actor", "Shaman"), ("actor", "Guard"), ("director", ""),
    ]  # fmt: skip
    assert parts[0]["portrait"]["sha256"] == SHA and parts[1]["portrait"] is None


async def test_a_title_of_which_nobody_is_known_says_so(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    assert "No source says who took part." in (await people.ada.get(f"/title/{film}/cast")).text
    assert f'href="/title/{film}/cast"' not in (await people.ada.get(f"/title/{film}")).text
