"""What jobs and schedules are called, and how they stand."""

from __future__ import annotations

from monarr.core.text import Text, ntext, text

NAMES = {
    "refresh_title": text("Ask about a title"),
    "fetch_portraits": text("Fetch portraits"),
    "restore_merged": text("Bring back the files of a merged title"),
    "search_title": text("Search for a title"),
    "follow_downloads": text("Follow downloads"),
    "rss_sync": text("Read what is new on indexers"),
    "import_download": text("Import a download"),
    "import_chosen": text("Import by hand"),
    "publish_title": text("Write a title’s folder"),
    "tell_players": text("Tell players"),
    "scan_library": text("Scan a library"),
    "scan_path": text("Scan a folder"),
    "missing_search": text("Search for what is missing"),
    "cutoff_search": text("Search for better ones"),
    "grab_pending": text("Grab what waited"),
    "health_check": text("Check the house"),
    "housekeeping": text("Tidy up"),
    "purge_recycle": text("Empty the trash of what is old"),
    "backup": text("Back up"),
    "send_notifications": text("Send notifications"),
    "recount": text("Count the library anew"),
    "weigh_groups": text("Weigh release groups"),
    "rescore_files": text("Work out the scores of files"),
    "reread_files": text("Read the streams of files again"),
    "what_if": text("Dry run"),
    "grab_what_if": text("Grab what a dry run found"),
    "refresh_due": text("Ask about titles again"),
}
STATES = {
    "pending": ("waiting", text("Waits")),
    "running": ("searching", text("Runs")),
    "completed": ("here", text("Done")),
    "failed": ("broken", text("Failed")),
    "cancelled": ("off", text("Cancelled")),
}


def job_name(kind: str) -> Text:
    return NAMES.get(kind) or text("{name}", name=kind.replace("_", " ").capitalize())


def every(seconds: int | None, cron: str | None) -> Text:
    """The rhythm of a schedule."""
    if cron is not None:
        minute, hour, *rest = cron.split()
        if rest == ["*", "*", "*"] and hour.isdigit() and minute.isdigit():
            return text("day at {time}", time=f"{int(hour):02d}:{int(minute):02d}")
        return text("{cron}", cron=cron)
    minutes = max(1, round((seconds or 60) / 60))
    if minutes % 1440 == 0:
        days = minutes // 1440
        return ntext("day", "{n} days", days, n=days)
    if minutes % 60 == 0:
        hours = minutes // 60
        return ntext("hour", "{n} hours", hours, n=hours)
    return ntext("minute", "{n} minutes", minutes, n=minutes)
