/** What the scripts of the theme share: each adds its functions to the one global name `sitegen`. */
interface Sitegen {
  fold(text: string): string;
  terms(text: string): string[];
  phrase(text: string): string;
  search(data: any, query: string): any[];
  index(name: string, data: any): void;
  notices(lang: string, rows: any[]): void;
}

declare var lunr: any;
