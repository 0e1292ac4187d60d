"""What random stories seldom meet: one test for each seeded bug that needs its very own order of events."""

from tests.model.ground import Ground
from tests.model.shots import DAY
from tests.model.story import Story
from zlc.walks.photos.disk import path_of

HOUR = 3_600_000


def noted(story, phone, walk=None, text="记一笔"):
    walk = walk or story.walk_for(phone, 0)
    return story.write(phone, walk, "note", {"text": text})


def test_a_phone_put_back_to_an_older_copy_counts_again_and_loses_nothing(ground: Ground):
    """Whoever takes a number for an entry drops what a restored phone writes under it."""
    story = Story(ground)
    phone, walk = story.phone(0), noted(story, story.phone(0)).walk
    phone.sync()
    story.save(0)
    noted(story, phone, walk)
    noted(story, phone, walk)
    phone.sync()
    story.rewind()
    again = noted(story, phone, walk, "另一件事")
    assert again.seq == 2
    story.come_to_rest()
    assert again.body in story.witness.on_server()


def test_a_value_overwritten_by_who_had_seen_it_never_returns_whatever_the_clocks_say(ground: Ground):
    story = Story(ground)
    recorder, colleague = story.phone(0), story.phone(1)
    note = noted(story, recorder)
    recorder.sync()
    colleague.sync()
    story.change(colleague, note, "text", "第一次更正")
    colleague.sync()
    recorder.sync()
    story.change(recorder, note, "text", "看过之后再更正")
    recorder.skew += HOUR  # so it seems to have waited an hour, and to be the older of the two
    recorder.sync()
    first, second = ground.rows("select at_server from entries where kind = 'amend' order by received_at")
    assert second.at_server < first.at_server
    story.come_to_rest()


def test_an_entry_offered_again_keeps_the_time_it_was_told(ground: Ground):
    story = Story(ground)
    phone = story.phone(0)
    noted(story, phone)
    phone.sync()
    story.take_backup()
    note = noted(story, phone)
    phone.sync()
    told = phone.disk.rows[note.id].at_server
    story.restore(told=True)
    phone.skew -= HOUR
    ground.now += HOUR
    story.come_to_rest()
    assert {row.id: row.at_server for row in ground.rows("select id, at_server from entries")}[note.id] == told


def test_an_older_copy_put_back_in_silence_hides_nothing_from_a_phone_that_only_reads(ground: Ground):
    """The commit numbers are given again for other entries: only the chain in the cursor tells."""
    story = Story(ground)
    writer, reader = story.phone(0), story.phone(1)
    walk = noted(story, writer).walk
    writer.sync()
    reader.sync()  # so that the older copy knows its device: only the cursor is out of date
    story.take_backup()
    story.save(0)
    lost = noted(story, writer, walk)
    writer.sync()
    reader.sync()
    story.restore(told=False)
    story.rewind()  # nobody has `lost` any more, but the reader's mirror
    kept = noted(story, writer, walk, "新的历史")
    writer.sync()
    reader.sync()
    assert kept.id in reader.disk.rows and lost.id not in reader.disk.rows
    story.come_to_rest()


def test_the_same_entries_in_the_same_order_are_another_history_when_their_times_differ(ground: Ground):
    story = Story(ground)
    writer, reader = story.phone(0), story.phone(1)
    walk = noted(story, writer).walk
    writer.sync()
    reader.sync()
    story.take_backup()
    note = noted(story, writer, walk)
    writer.line.faults = [None, "lost"]
    assert not writer.sync()
    reader.sync()
    before = reader.disk.rows[note.id].at_server
    story.restore(told=False)
    writer.skew += HOUR
    writer.sync()
    reader.sync()
    assert reader.disk.rows[note.id].at_server == before - HOUR
    story.come_to_rest()


def test_what_arrived_above_a_gap_survives_an_older_copy_put_back_in_silence(ground: Ground):
    """acked stands at the gap and shows no step back; nor does the cursor, when the last pull did not get through."""
    story = Story(ground)
    phone = story.phone(0)
    walk = noted(story, phone).walk
    phone.sync()
    story.take_backup()
    noted(story, phone, walk, "太长的一条")
    phone.line.faults = ["too_large"]
    phone.sync(greets=False)
    assert phone.disk.in_state("stuck")
    above = noted(story, phone, walk, "之后的一条")
    phone.line.faults = [None, "lost"]
    phone.sync(greets=False)
    assert phone.disk.rows[above.id].state == "received"
    story.restore(told=False)
    story.come_to_rest()
    assert above.body in story.witness.on_server()


def test_a_restored_folder_of_photos_older_than_the_database_loses_nothing_that_a_phone_holds(ground: Ground):
    """The receipts say that everything is there: only the disk tells."""
    story = Story(ground)
    phone, walk = story.phone(0), noted(story, story.phone(0)).walk
    ground.copy_photos()
    shots = [story.take_photo(phone, walk) for _ in range(3)]
    phone.sync()
    assert all(path_of(ground.photos.parent, shot.sha256).exists() for shot in shots)
    ground.put_photos_back()
    assert not any(path_of(ground.photos.parent, shot.sha256).exists() for shot in shots)
    ground.now += DAY
    phone.sync()  # asks, and hears what is missing
    phone.sync()
    paths = {path_of(ground.photos.parent, shot.sha256): shot.data for shot in shots}
    assert all(path.exists() and path.read_bytes() == data for path, data in paths.items())
    story.come_to_rest()


def test_a_photo_whose_copy_changed_is_not_let_go_by_the_phone(ground: Ground):
    """Two days confirm it, and the bytes leave: not those of a file that only has the right name and size."""
    story = Story(ground)
    phone = story.phone(0)
    shot = story.take_photo(phone, noted(story, phone).walk)
    phone.sync()
    path = path_of(ground.photos.parent, shot.sha256)
    path.write_bytes(shot.data[:-40] + bytes([shot.data[-40] ^ 1]) + shot.data[-39:])
    for _ in range(3):
        ground.now += DAY
        phone.sync()
        phone.sync()
    assert path.read_bytes() == shot.data
    story.come_to_rest()
