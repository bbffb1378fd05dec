mkdir -p photos && cp photo.jpg photos/
alphacut p --format webp --width 800 photos cutouts
