// Times docxtemplater or Carbone: program, folder of modules, folder with template and data, rounds.
const fs = require("fs");
const path = require("path");
const [program, modules, folder, rounds] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));
const file = path.join(folder, "template.docx");
const template = fs.readFileSync(file);
const data = JSON.parse(fs.readFileSync(path.join(folder, "data.json"), "utf-8"));

function docxtemplater() {
  const PizZip = load("pizzip");
  const Docxtemplater = load("docxtemplater");
  return async () => {
    const made = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
    made.render(data);
    return made.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
}

function carbone() {
  const engine = load("carbone");
  return () => new Promise((done, failed) =>
    engine.render(file, data, {}, (error, made) => (error ? failed(error) : done(made))));
}

async function main() {
  const make = { docxtemplater, carbone }[program]();
  fs.writeFileSync(path.join(folder, "made.docx"), await make());
  for (let warm = 0; warm < 5; warm += 1) await make();
  const taken = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const before = process.cpuUsage();
    await make();
    const spent = process.cpuUsage(before);
    taken.push((spent.user + spent.system) / 1000);
  }
  taken.sort((one, other) => one - other);
  console.log(taken[Math.floor(taken.length / 2)]);
}

main().catch((error) => { console.error(String(error)); process.exit(1); });
