// node fill.cjs MODULES PEER TEMPLATE DATA OUT COUNT: fills a template so many times, warmed up; prints the CPU seconds of one document.
"use strict";
const fs = require("fs");
const path = require("path");
const [modules, peer, template, dataFile, out, count] = process.argv.slice(2);
const from = (name) => require(path.join(modules, name));
const data = JSON.parse(fs.readFileSync(dataFile, "utf8"));
const bytes = fs.readFileSync(template);

const fills = {
  docxtemplater() {
    const PizZip = from("pizzip"), Docxtemplater = from("docxtemplater");
    return async () => {
      const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.toBuffer();
    };
  },
  "easy-template-x"() {
    const { TemplateHandler } = from("easy-template-x");
    const handler = new TemplateHandler();
    return async () => Buffer.from(await handler.process(bytes, data));
  },
  "docx-templates"() {
    const { createReport } = from("docx-templates");
    return async () => Buffer.from(await createReport({ template: bytes, data, cmdDelimiter: "+++", noSandbox: true }));
  },
  carbone() {
    const carbone = from("carbone");
    return () => new Promise((done, failed) => carbone.render(template, data, (fault, made) => (fault ? failed(fault) : done(made))));
  },
  exceljs() {
    const ExcelJS = from("exceljs");
    return async () => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(bytes);
      const sheet = book.worksheets[0];
      sheet.getCell("A1").value = data.judul;
      data.baris.forEach((row, at) => Object.keys(row).forEach((name, column) => { sheet.getCell(at + 3, column + 1).value = row[name]; }));
      return Buffer.from(await book.xlsx.writeBuffer());
    };
  },
  "xlsx-template"() {
    const XlsxTemplate = from("xlsx-template");
    return async () => {
      const book = new XlsxTemplate(bytes);
      book.substitute(1, data);
      return book.generate({ type: "nodebuffer" });
    };
  },
};

(async () => {
  const fill = fills[peer]();
  for (let warm = 0; warm < 20; warm++) await fill();
  fs.writeFileSync(out, await fill());
  const before = process.cpuUsage();
  for (let done = 0; done < Number(count); done++) await fill();
  const used = process.cpuUsage(before);
  console.log((used.user + used.system) / 1e6 / Number(count));
  process.exit(0);
})().catch((fault) => { console.error(String(fault && fault.stack || fault)); process.exit(1); });
