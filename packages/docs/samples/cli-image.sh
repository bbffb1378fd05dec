alphacut i photo.jpg cutout.png
alphacut i --background '#ffffff' --format jpeg photo.jpg white.jpg
alphacut i --gradient darkorange,crimson --shadow '#00000080' photo.jpg poster.webp
alphacut i --only-mask - < photo.jpg > mask.png
