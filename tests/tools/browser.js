// SPDX-License-Identifier: MIT
//
//     node browser.js check AXE OUTPUT PAGE...   looks at pages as a person would: see check_browser.sh
//     node browser.js shot PNG WIDTH HEIGHT PAGE its beginning, as a picture
//
// Drives a Chromium through its DevTools pipe, which needs no library.
'use strict';
const {spawn} = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const WIDTHS = [360, 1024, 1600];
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

function findProgram() {
    for (const folder of process.env.PATH.split(':'))
        for (const name of PROGRAMS)
            if (fs.existsSync(path.join(folder, name)))
                return path.join(folder, name);
    throw new Error('there is no Chromium');
}

class Browser {
    constructor() {
        this.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'siplint-browser-'));
        this.process = spawn(findProgram(), ['--headless', '--no-sandbox', '--disable-gpu',
            '--disable-dev-shm-usage', '--hide-scrollbars', '--no-first-run',
            '--remote-debugging-pipe', '--user-data-dir=' + this.profile, 'about:blank'],
            {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
        this.waiting = new Map();
        this.listeners = [];
        this.last = 0;
        let rest = Buffer.alloc(0);
        this.process.stdio[4].on('data', data => {
            rest = Buffer.concat([rest, data]);
            for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1))
                this.take(JSON.parse(rest.subarray(0, end).toString()));
        });
    }

    take(message) {
        if (!message.id) {
            this.listeners.forEach(listener => listener(message));
            return;
        }
        const {resolve, reject} = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.error)
            reject(new Error(JSON.stringify(message.error)));
        else
            resolve(message.result);
    }

    send(method, params = {}, sessionId = undefined) {
        const id = ++this.last;
        this.process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
        return new Promise((resolve, reject) => this.waiting.set(id, {resolve, reject}));
    }

    async open() {
        const {targetId} = await this.send('Target.createTarget', {url: 'about:blank'});
        const {sessionId} = await this.send('Target.attachToTarget', {targetId, flatten: true});
        const tab = new Tab(this, sessionId, targetId);
        for (const domain of ['Page', 'Runtime', 'Log', 'Network'])
            await tab.send(domain + '.enable');
        return tab;
    }

    async close() {
        const ended = new Promise(resolve => this.process.on('exit', resolve));
        this.send('Browser.close').catch(() => {});
        await ended;
        fs.rmSync(this.profile, {recursive: true, force: true, maxRetries: 5});
    }
}

class Tab {
    constructor(browser, session, target) {
        this.browser = browser;
        this.session = session;
        this.target = target;
        this.said = []; // by the console, by errors, by dialogs, and what was fetched
        browser.listeners.push(message => message.sessionId === session && this.note(message));
    }

    note({method, params}) {
        if (method === 'Page.loadEventFired')
            this.loaded();
        else if (method === 'Runtime.consoleAPICalled')
            this.said.push('console: ' + JSON.stringify(params.args));
        else if (method === 'Runtime.exceptionThrown')
            this.said.push('error: ' + params.exceptionDetails.text);
        else if (method === 'Log.entryAdded')
            this.said.push('log: ' + params.entry.text);
        else if (method === 'Page.javascriptDialogOpening')
            this.said.push('dialog: ' + params.message);
        else if (method === 'Network.requestWillBeSent' && params.request.url !== this.url)
            this.said.push('request: ' + params.request.url);
    }

    send(method, params) {
        return this.browser.send(method, params, this.session);
    }

    async go(file) {
        this.url = 'file://' + encodeURI(path.resolve(file));
        const loaded = new Promise(resolve => this.loaded = resolve);
        await this.send('Page.navigate', {url: this.url});
        await loaded;
    }

    async run(expression) {
        const {result, exceptionDetails} = await this.send('Runtime.evaluate',
            {expression, awaitPromise: true, returnByValue: true});
        if (exceptionDetails)
            throw new Error(JSON.stringify(exceptionDetails));
        return result.value;
    }

    async look(width, height, scheme) {
        await this.send('Emulation.setDeviceMetricsOverride',
            {width, height, deviceScaleFactor: 1, mobile: false});
        await this.send('Emulation.setEmulatedMedia',
            {features: [{name: 'prefers-color-scheme', value: scheme}]});
    }

    async shot(file, width, height) {
        const {data} = await this.send('Page.captureScreenshot',
            {clip: {x: 0, y: 0, width, height, scale: 1}, captureBeyondViewport: true});
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
    }

    async print(file) {
        const {data} = await this.send('Page.printToPDF',
            {paperWidth: 8.27, paperHeight: 11.69, printBackground: false});
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
    }
}

let failed = false;
function expect(good, what) {
    if (!good) {
        console.error('browser: ' + what);
        failed = true;
    }
}

const OPEN_ALL = `document.querySelectorAll('details').forEach(part => part.open = true)`;
// Widths, and what sticks out: nothing may be wider than the window.
const OVERFLOW = `(() => {
    const wide = document.documentElement.clientWidth;
    const all = [...document.querySelectorAll('body *')].filter(element =>
        !element.closest('.skip,thead') && element.getBoundingClientRect().right > wide + 1);
    return document.documentElement.scrollWidth > wide || all.length
        ? all.slice(0, 3).map(element => element.outerHTML.slice(0, 200)).join(' ') || 'it' : '';
})()`;
const SORT = `(() => {
    const table = document.querySelector('table.sortable');
    if (!table || table.tBodies[0].rows.length < 2)
        return '';
    const heads = [...table.tHead.rows[0].cells], column = heads.length - 3;
    const read = () => [...table.tBodies[0].rows].map(row => +row.cells[column].textContent
        .replace(/,/g, ''));
    heads[column].querySelector('button').click();
    const down = read();
    heads[column].querySelector('button').click();
    const up = read();
    const wanted = [...up].sort((a, b) => a - b);
    return '' + up === '' + wanted && '' + down === '' + wanted.reverse() &&
        heads[column].getAttribute('aria-sort') === 'ascending' ? '' : down + ' / ' + up;
})()`;
const AXE = `axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
    'best-practice']}).then(result => result.violations.map(violation => violation.id + ': ' +
    violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')).join('; '))`;

async function lookAt(browser, page, axe, output, onPaper) {
    const name = path.basename(page, '.html');
    const tab = await browser.open();
    for (const scheme of ['light', 'dark']) {
        for (const width of WIDTHS) {
            const what = `${name}, ${width} wide, ${scheme}: `;
            await tab.look(width, 900, scheme);
            await tab.go(page);
            await tab.shot(path.join(output, `${name}-${width}-${scheme}.png`), width, 1800);
            const before = await tab.run(OVERFLOW);
            await tab.run(OPEN_ALL);
            const after = await tab.run(OVERFLOW);
            expect(!before && !after, `${what}sticks out: ${before}${after}`);
            if (axe && (width === WIDTHS[0] || width === WIDTHS[2])) {
                await tab.run(axe);
                const violations = await tab.run(AXE);
                expect(!violations, what + violations);
            }
        }
    }
    await tab.go(page);
    const disorder = await tab.run(SORT);
    expect(!disorder, `${name}: the servers aren't sorted: ${disorder}`);
    if (onPaper)
        await tab.print(path.join(output, name + '.pdf'));
    expect(!tab.said.length, `${name}: ${tab.said.slice(0, 5).join('; ')}`);
    const scripts = await tab.run(`[document.scripts.length,
        document.querySelectorAll('img,iframe,object,embed,link,form,base').length].join()`);
    expect(scripts === '1,0', `${name}: it has elements of others: ${scripts}`);
    // Without scripts it says the same.
    const text = await tab.run(`document.getElementById('main').textContent`);
    await tab.send('Emulation.setScriptExecutionDisabled', {value: true});
    await tab.go(page);
    const plain = await tab.run(`document.getElementById('main').textContent`);
    await tab.send('Emulation.setScriptExecutionDisabled', {value: false});
    expect(plain.length > 200 && Math.abs(plain.length - text.length) < 40,
        `${name}: without scripts it says something else`);
}

async function check(axe, output, ...pages) {
    const browser = new Browser();
    for (const page of pages)
        await lookAt(browser, page, axe && fs.readFileSync(axe, 'utf8'), output, true);
    await browser.close();
}

// A large page: neither on paper nor by axe-core.
async function skim(output, ...pages) {
    const browser = new Browser();
    for (const page of pages)
        await lookAt(browser, page, '', output, false);
    await browser.close();
}

async function shot(png, width, height, page) {
    const browser = new Browser();
    const tab = await browser.open();
    await tab.look(+width, +height, 'light');
    await tab.go(page);
    await tab.shot(png, +width, +height);
    await browser.close();
}

const [action, ...rest] = process.argv.slice(2);
({check, skim, shot})[action](...rest).then(() => process.exit(failed ? 1 : 0), error => {
    console.error('browser: ' + error.stack);
    process.exit(1);
});
