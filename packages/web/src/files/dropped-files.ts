/** Pictures by the names that files have, as the engine reads them. */
const PICTURE = /\.(jpe?g|jfif|png|webp|bmp|gif|tiff?|avif|heic|heif)$/i;

export const isPicture = ({ name }: Pick<File, "name">) => PICTURE.test(name) && !name.startsWith(".");

/** What was dropped: every file, and of folders and all below them every picture. */
export async function droppedFiles(items: DataTransferItemList): Promise<File[]> {
  // The list is empty as soon as the event is over.
  const dropped = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files = await Promise.all(
    dropped.map((one) => {
      if (one instanceof File) return [one];
      return one ? filesOf(one) : [];
    }),
  );
  return files.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A hundred at a time, until there are no more.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found.filter(isPicture);
    for (const below of entries) found.push(...(await filesOf(below)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
