"""Reading media: streams of a video file, and pictures. Native libraries read what strangers made, so streams are read
in a process of their own, which may crash without taking Monarr along."""
