/** What the scripts of the theme share: each adds its functions to the one global name `sitegen`. */
interface Run {
  text: string;
  cjk: boolean;
  joined: boolean;
}

/** What understands queries of one language. */
interface Words {
  stop: string[];
  simple: Map<string, string>;
  pinyin: boolean;
  /** The ways to read letters as pinyin, where readers of the language type it. */
  splits(letters: string): { way: string[]; begun: boolean }[];
  readings(char: string): string[];
}

interface Shape {
  parents: number[];
  lengths: number[];
  later: boolean[];
  folderOf: number[];
  children: Map<number, number[]>;
  members: number[][];
  count: number;
}

interface Held {
  isHead: boolean;
  has(term: string): boolean;
  sounding(syllable: string, mark: string): string[];
  beginning(letters: string, mark: string): string[];
  postings(term: string): { [field: string]: Set<number> };
}

interface Understood {
  runs: Run[];
  whole: Run[];
  city: string | null;
}

/** Why a record was found: `meaning`, `sound` or `corrected`; what was typed; what it was taken for. */
type Why = [string, string, string];

interface Clauses {
  weights: Map<string, number>;
  covers: Map<string, Set<number>>;
  why: Map<string, Why>;
  positions: number[];
  /** Where names stand in the query: from, to. */
  names: number[][];
  /** Where other meanings stand. */
  meanings: number[][];
  /** Whether the query asks for what changes or ends something. */
  later: boolean;
}

interface Found {
  number: number;
  score: number;
  covered: number;
  why: Why[];
}

/** A question to the index of a place: the hub where `city` is "". */
interface AskedFor {
  query: string;
  city: string;
  lang: string;
  /** The address of the folder of search scripts, with its last slash. */
  folder: string;
  /** Names a query may call a city by, with the city's id; the longest first. */
  cities: string[][];
  /** Names of chunks by city, where the page holds them; else they are loaded. */
  lists: { [city: string]: string };
}

/** A record as results show it. Addresses are counted from the hub and end in a slash. */
interface Shown {
  id: string;
  title: string;
  official: string;
  trail: string[][];
  visits?: number[];
  fee?: "free" | string[];
  time?: [number, string];
  call?: string;
  channel?: [string, string, string];
  kinds?: string[];
  suspended?: boolean;
  cities?: string[];
}

interface Result extends Shown {
  score: number;
  covered: number;
  why: Why[];
  parent: Shown | null;
}

interface Answer {
  understood: Understood;
  /** Where the answer comes from: the city the query named, else the one asked for, "" for the hub. */
  city: string;
  results: Result[];
}

/** What results are shown with: texts of the page, its hub, names of places by id, and what the query was taken for. */
interface Showing {
  words: DOMStringMap;
  lang: string;
  hub: HTMLAnchorElement;
  places: Map<string, string>;
  hotline: string;
  understood: Understood;
  /** All that was found. */
  results: Result[];
}

/** The choices above the results. */
interface Filters {
  kept(results: Result[]): Result[];
  offer(results: Result[]): void;
  read(asked: URLSearchParams): void;
  write(address: URLSearchParams): void;
  clear(): void;
}

/** What a city's copy for offline reading consists of: the digest of each address below the base of the site. */
interface List {
  city: string;
  title: string;
  bytes: number;
  files: { [address: string]: string };
}

/** A list whose files are all here, and the moment at which they were the site's. */
interface Copy extends List {
  kept: string;
}

/** The copies in this browser; `url` is where the site has the list of a city. */
interface Copies {
  published(url: string): Promise<List>;
  kept(url: string): Promise<Copy | null>;
  /** How many files of a list are not here yet. */
  missing(list: List): Promise<number>;
  /** Whether files are here that belong to no copy: of one that was begun. */
  begun(): Promise<boolean>;
  /** Brings a copy to the present state; tells how many of all files are here. */
  bring(url: string, tell: (here: number, all: number) => void): Promise<Copy>;
  /** Removes a copy; whether others are left. */
  remove(url: string): Promise<boolean>;
}

interface Sitegen {
  blake2b(bytes: Uint8Array): string;
  copies(base: URL): Copies;
  day(moment: string): string;
  mostAnswers: number;
  spell(runs: Run[], words: Words): string;
  stem(word: string): string;
  isWeak(char: string): boolean;
  isWeakWord(word: string): boolean;
  shortestTypo: number;
  longestPhrase: number;
  sorted(list: string[]): string[];
  readScope(data: any): any;
  chunksOf(name: string, tier: any, keys: string[][]): string[];
  tiers: { name: string; boosts: any; marks: any }[];
  enough: number;
  element(name: string, className: string, content?: string | Node): HTMLElement;
  address(hub: HTMLAnchorElement, path: string): string;
  counted(forms: string, count: number): string;
  needles(understood: Understood, why: Why[]): string[];
  marked(text: string, needles: string[]): DocumentFragment;
  reasons(why: Why[], name: string): Why[];
  result(found: Result, show: Showing, first: boolean): HTMLElement;
  filters(box: HTMLElement, changed: () => void): Filters;
  ask(asked: AskedFor, done: (answer: Answer) => void, failed: () => void): void;
  syllables: Set<string>;
  common(): Map<string, string>;
  isCjk(char: string): boolean;
  fold(text: string, simple: Map<string, string>): string;
  runs(text: string, simple: Map<string, string>): Run[];
  numbers(text: string): number[];
  shape(part: any): Shape;
  held(chunks: any[], marks: { [mark: string]: string }, words: Words, whole: Shape): Held;
  readWords(data: any): Words;
  understand(query: string, words: Words, cities: string[][]): Understood;
  keys(understood: Understood, words: Words): string[][];
  clauses(understood: Understood, words: Words, held: Held): Clauses;
  matches(
    asked: Clauses,
    held: Held,
    boosts: { [field: string]: number },
    records: number,
  ): { asked: Clauses; results: any[] };
  rank(found: { asked: Clauses; results: any[] }[], whole: Shape): Found[];
  words(lang: string, data: any): void;
  scope(name: string, data: any): void;
  chunk(name: string, data: any): void;
  notices(lang: string, rows: any[]): void;
}

declare var lunr: any;
