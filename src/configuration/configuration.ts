/** Servers whose configuration is read. */
export type ConfiguredServer =
  'gunicorn' | 'uvicorn' | 'uwsgi' | 'celery' | 'php-fpm' | 'nginx' | 'puma' | 'unicorn' | 'pm2';

/** One value that a configuration file states, and where. */
export interface StatedSetting {
  /** The server's own name of it (`graceful_timeout`, `proxy_read_timeout`, `pm.max_children`). */
  readonly name: string;
  /** As the server understands it, without quotes; a time of nginx or PHP-FPM in seconds. */
  readonly value: string;
  readonly server: ConfiguredServer;
  /** 1-based number of the line on which the setting begins. */
  readonly line: number;
  /** Offset of that line's first byte, the text being UTF-8. */
  readonly byteOffset: number;
  /** That line, verbatim, without its end. */
  readonly text: string;
}

/** A file, and all that it states, in its order. */
export interface ConfigurationSample {
  readonly file: string;
  readonly text: string;
  readonly states: readonly Pick<StatedSetting, 'name' | 'value' | 'server'>[];
}

/** A kind of file in which servers are configured; read as text, never executed. */
export interface ConfigurationKind {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  readonly samples: readonly ConfigurationSample[];
  /** True if a file of that name (its last path part) may be one of these; several kinds may claim the same file. */
  claims(fileName: string): boolean;
  /**
   * What the text states, in its order; where a name comes twice, the later one holds for the same process. A value that
   * only a running server could know is not stated. Never throws; of a text of many MiB only the beginning is read.
   * `environment`: what the `.env` beside the file holds, from which its variables are filled in.
   */
  read(text: string, environment?: string): readonly StatedSetting[];
}
