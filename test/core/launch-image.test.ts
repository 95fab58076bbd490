import assert from 'node:assert/strict';
import { type LaunchImage, launchImage } from '../../src/sagemaker/launch/image.js';
import { launchesIn } from '../support/launches.js';

/** The image of `Estimator(<image>)`, with what stands before it. */
function imageOf(image: string, before = ''): LaunchImage {
  const [launch] = launchesIn(`import sagemaker\nfrom sagemaker.estimator import Estimator\n${before}Estimator(image_uri=${image})`);
  assert.ok(launch);
  return launchImage(launch);
}

/** In short: the kind and the repository's name, `~` where that is likely only. */
function short({ kind, repository }: LaunchImage): string {
  return `${kind} ${repository.known ? `${repository.value}${repository.assumed ? '~' : ''}` : '?'}`;
}

describe('the image of a launch', () => {
  it('is one of AWS where the reference says so', () => {
    const image = imageOf('"763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.1.0-gpu-py310"');
    assert.equal(short(image), 'prebuilt pytorch-training');
    assert.ok(image.tag.known);
    assert.equal(image.tag.value, '2.1.0-gpu-py310');
    assert.equal(image.reference?.region, 'eu-west-1');
    assert.equal(image.isComplete, true);
  });

  it('is an own one in any other registry, or by its bare name', () => {
    assert.equal(short(imageOf('"123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/mine:latest"')), 'own team/mine');
    assert.equal(short(imageOf('"mine:latest"')), 'own mine');
    assert.equal(short(imageOf('"mine"')), 'own mine');
  });

  it('has a name where only account and region are not constants', () => {
    assert.equal(short(imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/mine:latest"')), 'own mine');
    assert.equal(short(imageOf('"{}.dkr.ecr.{}.amazonaws.com/{}:latest".format(account, region, name)', 'name = "mine"\n')), 'own mine');
    assert.equal(short(imageOf('account + ".dkr.ecr." + region + ".amazonaws.com/mine"')), 'own mine');
    assert.equal(short(imageOf('f"{account}.dkr.ecr.{region}.{suffix}/mine"')), 'own mine');
    assert.equal(short(imageOf('"<account>.dkr.ecr.<region>.amazonaws.com/mine:latest"')), 'own mine');
    assert.equal(short(imageOf('f"{registry}/mine:latest"')), 'own mine~');
  });

  it('has a tag only where it is a constant', () => {
    const image = imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/mine:{tag}"');
    assert.equal(short(image), 'own mine');
    assert.equal(image.tag.known, false);
    const { tag } = imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/mine"');
    assert.ok(tag.known);
    assert.equal(tag.value, undefined);
  });

  it('of AWS may have a variable for its region', () => {
    const image = imageOf('f"763104351884.dkr.ecr.{region}.amazonaws.com/pytorch-training:2.1.0-gpu-py310"');
    assert.equal(short(image), 'prebuilt pytorch-training');
    assert.equal(image.reference?.tag, '2.1.0-gpu-py310');
    assert.equal(image.isComplete, false);
  });

  it('may be of AWS where its account is a variable and its name is one of theirs', () => {
    assert.equal(short(imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/pytorch-training:2.1"')), 'unknown pytorch-training');
  });

  it('is one of AWS where the SDK looks it up', () => {
    assert.equal(short(imageOf('sagemaker.image_uris.retrieve("xgboost", region, "1.7-1")')), 'prebuilt ?');
    assert.equal(
      short(imageOf('get_image_uri(region, "xgboost")', 'from sagemaker.amazon.amazon_estimator import get_image_uri\n')),
      'prebuilt ?',
    );
  });

  it('is not known where nobody can tell', () => {
    assert.equal(short(imageOf('image')), 'unknown ?');
    assert.equal(short(imageOf('build_and_push("mine")')), 'unknown ?');
    assert.equal(short(imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/{name}:latest"')), 'unknown ?');
    assert.equal(short(imageOf('f"{account}.dkr.ecr.{region}.amazonaws.com/mine-{stage}"')), 'unknown ?');
    assert.equal(short(imageOf('f"{uri}:latest"')), 'unknown ?');
    assert.equal(short(imageOf('None')), 'unknown ?');
  });

  it('is picked by the classes for a framework', () => {
    const first = (text: string) => {
      const [launch] = launchesIn(text);
      assert.ok(launch);
      return short(launchImage(launch));
    };
    assert.equal(first('from sagemaker.pytorch import PyTorch\nPyTorch(entry_point="a.py")'), 'prebuilt ?');
    assert.equal(first('from sagemaker.pytorch import PyTorch\nPyTorch(entry_point="a.py", image_uri="mine")'), 'own mine');
    assert.equal(first('from sagemaker.pytorch import PyTorch\nPyTorch(entry_point="a.py", **more)'), 'unknown ?');
    assert.equal(first('from sagemaker.sklearn import SKLearnModel\nSKLearnModel(model_data=x)'), 'prebuilt ?');
    assert.equal(first('from sagemaker.train import ModelTrainer\nModelTrainer(source_code=x)'), 'unknown ?');
  });
});
