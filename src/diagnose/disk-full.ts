/** ENOSPC and EDQUOT in errno(3)'s words, and SQLite's for the first (SQLITE_FULL). */
export const FULL = /No space left on device|Disk quota exceeded|database or disk is full/;

/** What to do about a full disk. */
export const MAKE_ROOM = {
  remedy:
    'Make room (df -h, df -i, du -x --max-depth=1 /), on tmpfs and in containers too; rotate logs, clear uploads and temporary files, and have an alert at 85 %. Restart what holds deleted files open (lsof +L1).',
  reference: 'errno(3), ENOSPC; gunicorn docs, "Settings", worker_tmp_dir',
};
