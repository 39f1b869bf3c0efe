internal import Crypto
internal import Foundation

/// The page for people at `/`: self-contained, brought up to date every second, readable on a phone and in the dark.
///
/// All figures come from `/status.json` and are set as text, so nothing in a record can become markup; the policy allows
/// this one style sheet and this one script, and connections to where the page came from.
enum StatusPage {
    static let answer = Endpoints.Answer(
        status: 200, contentType: "text/html; charset=utf-8", body: html,
        contentSecurityPolicy: "default-src 'none'; connect-src 'self'; style-src '\(hash(style))'; "
            + "script-src '\(hash(script))'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }

    private static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Tapereader</title>
        <style>\(style)</style>
        </head>
        <body>
        <header><h1>Tapereader</h1><p id="state" role="status">…</p></header>
        <main>
        <dl id="figures"></dl>
        <section><h2>Partitions</h2>
        <div class="wide"><table><thead><tr><th>partition</th><th class="number">committed</th><th class="number">lag, records</th><th>lag, time</th></tr></thead>
        <tbody id="partitions"></tbody></table></div></section>
        <section><h2>Events</h2><table class="counts"><tbody id="events"></tbody></table></section>
        <section><h2>Dead letters</h2><table class="counts"><tbody id="reasons"></tbody></table>
        <h3>The last ones</h3>
        <div class="wide"><table><thead><tr><th>place</th><th>reason</th><th>message</th></tr></thead>
        <tbody id="deaths"></tbody></table></div></section>
        </main>
        <footer><a href="metrics">metrics</a> <a href="config">config</a> <a href="version">version</a>
        <a href="readyz">readyz</a> <a href="livez">livez</a></footer>
        <script>\(script)</script>
        </body>
        </html>

        """

    private static let style = """
        :root { color-scheme: light dark; --edge: #8884; --good: #17803d; --bad: #b3261e; --bar: #2563eb33; }
        @media (prefers-color-scheme: dark) { :root { --good: #5bd68a; --bad: #ff8a80; --bar: #60a5fa44; } }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1rem; }
        header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
        h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; } h3 { font-size: 1rem; }
        #state { margin: 0; font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .5rem; margin: 1rem 0; }
        dl div { border: 1px solid var(--edge); border-radius: .5rem; padding: .4rem .7rem; }
        dt { font-size: .85rem; opacity: .8; } dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--edge); vertical-align: top; }
        .counts { max-width: 26rem; } td.number, th.number { text-align: right; white-space: nowrap; } td.message { overflow-wrap: anywhere; }
        .wide { overflow-x: auto; } footer { margin-top: 2rem; display: flex; gap: 1rem; flex-wrap: wrap; }
        """

    private static let script = """
        'use strict';
        const at = id => document.getElementById(id);
        const cell = (text, name) => {
          const made = document.createElement('td');
          made.textContent = text;
          if (name) made.className = name;
          return made;
        };
        const rows = (id, list) => at(id).replaceChildren(...(list.length ? list : [[cell('none')]]).map(cells => {
          const row = document.createElement('tr');
          row.append(...cells);
          return row;
        }));
        const whole = number => Math.round(number).toLocaleString('en');
        const time = seconds => seconds == null ? 'unknown' : seconds < 120 ? seconds.toFixed(1) + ' s'
          : seconds < 7200 ? Math.round(seconds / 60) + ' min' : Math.round(seconds / 3600) + ' h';
        const sum = counts => Object.values(counts).reduce((a, b) => a + b, 0);
        const counted = counts => Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
          .map(([name, count]) => [cell(name), cell(whole(count), 'number')]);
        const figure = ([name, value]) => {
          const box = document.createElement('div');
          const term = document.createElement('dt');
          const detail = document.createElement('dd');
          term.textContent = name;
          detail.textContent = value;
          box.append(term, detail);
          return box;
        };
        const show = s => {
          at('state').textContent = s.why;
          at('state').className = s.ready ? 'good' : 'bad';
          const lag = s.partitions.reduce((a, p) => a + p.lag_records, 0);
          const oldest = s.partitions.reduce((a, p) => Math.max(a, p.lag_seconds || 0), 0);
          at('figures').replaceChildren(...[
            ['records a second', s.records_per_second.toFixed(1)], ['lag, records', whole(lag)], ['lag, time', time(oldest)],
            ['records', whole(s.records)], ['events', whole(sum(s.events))], ['dead letters', whole(sum(s.dead_letters))],
            ['in flight', whole(s.inflight_records) + (s.paused ? ', full' : '')],
            ['bytes in flight', whole(s.inflight_bytes)], ['transactions', whole(s.transactions)],
            ['aborted', whole(s.aborted)], ['last transaction', time(s.last_transaction_seconds_ago)],
            ['up for', time(s.uptime_seconds)],
          ].map(figure));
          rows('partitions', s.partitions.map(p => [cell(p.topic + ' ' + p.partition), cell(whole(p.committed), 'number'),
            cell(whole(p.lag_records), 'number'), cell(time(p.lag_seconds))]));
          rows('events', counted(s.events));
          rows('reasons', counted(s.dead_letters));
          rows('deaths', s.last_dead_letters.map(d => [cell(d.topic + '[' + d.partition + ']@' + d.offset),
            cell(d.reason), cell(d.message, 'message')]));
        };
        const turn = async () => {
          try {
            const answer = await fetch('status.json', { cache: 'no-store' });
            show(await answer.json());
          } catch (error) {
            at('state').textContent = 'no answer from the worker';
            at('state').className = 'bad';
          }
          setTimeout(turn, 1000);
        };
        turn();
        """
}
